import { Fragment } from "react";

/** After these a name may go on in the next line, if enough of it is left to be worth one. */
const JOINTS = /(?<=[.:/_@])(?=[^\s.:/_@]{3})/;
/** A date is read as one word. */
const DATES = /(\d{4}-\d{2}-\d{2})/;

function Broken({ text }: { text: string }) {
  return text.split(JOINTS).map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

/** Text with names of models, users and files in it, broken where a reader would break them. */
export function NameText({ text }: { text: string }) {
  return text.split(DATES).map((part, index) =>
    index % 2 === 1 ? (
      <span key={index} className="whitespace-nowrap">
        {part}
      </span>
    ) : (
      <Broken key={index} text={part} />
    ),
  );
}
