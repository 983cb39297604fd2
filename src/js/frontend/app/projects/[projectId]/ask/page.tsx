import { AskHome } from "@/features/ask/home";

export default AskHome;
