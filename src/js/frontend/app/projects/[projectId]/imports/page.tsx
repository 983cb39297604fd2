import { ImportsPage } from "@/features/imports/imports";

export default ImportsPage;
