/** Runs before the first paint, so that the page never flashes in the other theme. */
export const THEME_SCRIPT = `(function(){var t=null;try{t=localStorage.getItem("netra.theme")}catch(e){}
if(t!=="light"&&t!=="dark")t=matchMedia("(prefers-color-scheme: dark)").matches?"dark":"light";
document.documentElement.dataset.theme=t})()`;
