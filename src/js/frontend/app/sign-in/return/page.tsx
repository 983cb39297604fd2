import type { Metadata } from "next";

import { ReturnPage } from "@/features/session/return";

export const metadata: Metadata = { title: "Sign in" };

export default ReturnPage;
