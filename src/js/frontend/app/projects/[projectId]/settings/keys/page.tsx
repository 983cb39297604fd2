import { KeysPage } from "@/features/keys/keys";

export default KeysPage;
