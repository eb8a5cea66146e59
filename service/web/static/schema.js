/** JSON Schemas of an OpenAPI description as a person reads them. */

const named = (schema, schemas) => (schema.$ref ? schemas[schema.$ref.split("/").at(-1)] || {} : schema);

/** The shape in one text: fields with their types, one a line, lists in brackets. */
export function reads(schema, schemas, indent = "", above = []) {
  if (schema.$ref && above.includes(schema.$ref)) return "{…}";
  const path = schema.$ref ? [...above, schema.$ref] : above;
  const own = named(schema, schemas);
  const choices = own.anyOf || own.oneOf;
  if (choices) return choices.map((one) => reads(one, schemas, indent, path)).join(" | ");
  if (own.allOf?.length === 1) return reads(own.allOf[0], schemas, indent, path);
  if (own.enum) return own.enum.map((one) => JSON.stringify(one)).join(" | ");
  if (own.const !== undefined) return JSON.stringify(own.const);
  if (own.type === "array") return `[${own.items ? reads(own.items, schemas, indent, path) : "…"}]`;
  if (!own.properties) return own.type === "object" && own.additionalProperties?.type ? `{name: ${own.additionalProperties.type}}` : String(own.type || "anything");
  const lines = Object.entries(own.properties).map(([name, one]) => {
    const optional = (own.required || []).includes(name) ? "" : "?";
    const told = one.description ? `  // ${one.description}` : "";
    return `${indent}  ${name}${optional}: ${reads(one, schemas, `${indent}  `, path)}${told}`;
  });
  return `{\n${lines.join("\n")}\n${indent}}`;
}

/** A body to start from: what is required, empty. */
export function sketch(schema, schemas) {
  const own = named(schema, schemas);
  if (own.default !== undefined) return own.default;
  if (own.type === "boolean") return true;
  if (own.type === "integer" || own.type === "number") return own.minimum ?? 0;
  if (own.type === "array") return [];
  if (!own.properties) return "";
  const required = (own.required || []).filter((name) => own.properties[name]);
  return Object.fromEntries(required.map((name) => [name, sketch(own.properties[name], schemas)]));
}
