import type { Metadata } from "next";

import { SignedOutPage } from "@/features/session/signed-out";

export const metadata: Metadata = { title: "Signed out" };

export default SignedOutPage;
