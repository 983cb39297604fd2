import type { Metadata } from "next";

import { JoinPage } from "@/features/members/join";

export const metadata: Metadata = { title: "Join" };

export default JoinPage;
