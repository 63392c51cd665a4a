import type { CountQuery } from "../../shared/stats/count-query.ts";
import type { MessageDocument } from "../../shared/messages/message-document.ts";

/** Whether a document is among those that a query counts. As in an index, a missing field fits nothing. */
export function isCounted(
  document: MessageDocument,
  { equal, dayField, period }: CountQuery,
): boolean {
  const day = valueOf(document, dayField);
  return (
    Object.entries(equal).every(
      ([field, value]) => valueOf(document, field) === value,
    ) &&
    typeof day === "number" &&
    day >= period.from &&
    day <= period.to
  );
}

function valueOf(document: MessageDocument, field: string): unknown {
  return field
    .split(".")
    .reduce<unknown>(
      (value, key) => (value as Record<string, unknown> | undefined)?.[key],
      document,
    );
}
