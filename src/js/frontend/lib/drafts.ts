/** What was typed and not sent yet; for this tab only, and gone with it. */

const nameOf = (place: string): string => `netra.draft.${place}`;

export function draftOf(place: string): string {
  try {
    return window.sessionStorage.getItem(nameOf(place)) ?? "";
  } catch {
    return ""; // storage can be forbidden; a draft is then forgotten
  }
}

export function keepDraft(place: string, text: string): void {
  try {
    if (text === "") window.sessionStorage.removeItem(nameOf(place));
    else window.sessionStorage.setItem(nameOf(place), text);
  } catch {
    return; // see above
  }
}
