import { ExplorePage } from "@/features/explore/explore";

export default ExplorePage;
