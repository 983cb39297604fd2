import { OverviewPage } from "@/features/overview/overview";

export default OverviewPage;
