import { ThreadPage } from "@/features/ask/thread-page";

export default ThreadPage;
