import { AuditPage } from "@/features/audit/audit";

export default AuditPage;
