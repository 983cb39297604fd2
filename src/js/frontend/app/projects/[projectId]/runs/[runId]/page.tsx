import { InspectorPage } from "@/features/runs/inspector";

export default InspectorPage;
