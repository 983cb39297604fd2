import { SavingsPage } from "@/features/savings/savings";

export default SavingsPage;
