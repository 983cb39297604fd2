/**
 * Limits the lines of a function, not counting the markup it returns.
 *
 * ESLint's own `max-lines-per-function` counts markup too, which would push
 * people to cut a page into pieces that mean nothing by themselves.
 */

const FUNCTIONS = new Set([
  "FunctionDeclaration",
  "FunctionExpression",
  "ArrowFunctionExpression",
]);
const MARKUP = new Set(["JSXElement", "JSXFragment"]);

/** The function a node belongs to and whether it stands in what that returns. */
function home(node) {
  let child = node;
  let returned = false;
  for (let at = node.parent; at; child = at, at = at.parent) {
    if (MARKUP.has(at.type)) return { owner: null, returned: false };
    if (at.type === "ReturnStatement") returned = true;
    if (!FUNCTIONS.has(at.type)) continue;
    const isExpressionBody = at.body === child && at.body.type !== "BlockStatement";
    return { owner: at, returned: returned || isExpressionBody };
  }
  return { owner: null, returned: false };
}

function linesOf(node) {
  const lines = new Set();
  for (let line = node.loc.start.line; line <= node.loc.end.line; line += 1) lines.add(line);
  return lines;
}

function report(context, markup, node, max) {
  const lines = linesOf(node);
  for (const piece of markup.get(node) ?? []) {
    for (const line of linesOf(piece)) lines.delete(line);
  }
  if (lines.size > max) {
    context.report({ node, messageId: "tooLong", data: { count: String(lines.size), max: String(max) } });
  }
}

function collectMarkup(markup, node) {
  const { owner, returned } = home(node);
  if (owner && returned) markup.set(owner, [...(markup.get(owner) ?? []), node]);
}

export const maxLogicLines = {
  meta: {
    type: "suggestion",
    schema: [{ type: "object", properties: { max: { type: "integer" } }, additionalProperties: false }],
    messages: {
      tooLong: "This function has {{count}} lines besides the markup it returns; at most {{max}} are allowed.",
    },
  },
  create(context) {
    const max = context.options[0]?.max ?? 25;
    const functions = [];
    const markup = new Map();
    return {
      ":function": (node) => functions.push(node),
      "JSXElement, JSXFragment": (node) => collectMarkup(markup, node),
      "Program:exit": () => functions.forEach((node) => report(context, markup, node, max)),
    };
  },
};
