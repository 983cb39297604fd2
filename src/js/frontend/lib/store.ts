/** Small preferences of this browser. Never tokens, never data. */

export function remembered(name: string): string | null {
  try {
    return window.localStorage.getItem(`netra.${name}`);
  } catch {
    return null; // storage can be forbidden; a preference is then forgotten
  }
}

export function remember(name: string, value: string): void {
  try {
    window.localStorage.setItem(`netra.${name}`, value);
  } catch {
    return; // see above
  }
}
