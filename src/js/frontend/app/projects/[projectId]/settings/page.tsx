import { SettingsPage } from "@/features/settings/settings";

export default SettingsPage;
