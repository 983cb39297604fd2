/** What a browser calls itself, in words that people know it by. */

import Bowser from "bowser";

/** "Firefox on Linux"; the text itself where nobody knows it, cut to what fits. */
export function browserName(userAgent: string): string {
  if (userAgent === "") return "unknown";
  const { browser, os } = Bowser.parse(userAgent);
  if (!browser.name) return userAgent.slice(0, 40);
  return os.name ? `${browser.name} on ${os.name}` : browser.name;
}
