import { ReportPage } from "@/features/report/document";

export default ReportPage;
