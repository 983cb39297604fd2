import { SignInsPage } from "@/features/members/sign-ins";

export default SignInsPage;
