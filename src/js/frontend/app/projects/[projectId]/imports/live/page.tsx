import { LivePage } from "@/features/live/live";

export default LivePage;
