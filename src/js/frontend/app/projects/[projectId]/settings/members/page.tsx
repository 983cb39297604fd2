import { MembersPage } from "@/features/members/members";

export default MembersPage;
