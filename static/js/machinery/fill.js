// Rows from what a page holds ready: a <template> with one element, or an element, with every {name} in it filled in.
import { filled } from "../rules/filled.js";

export function fill(from, values) {
  const made = (from.content?.firstElementChild ?? from).cloneNode(true);
  const walk = document.createTreeWalker(made, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = made; node; node = walk.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) node.data = filled(node.data, values);
    else for (const attribute of node.attributes) fillAttribute(attribute, values);
  }
  return made;
}

function fillAttribute(attribute, values) {
  if (!attribute.value.includes("{")) return;
  const value = filled(attribute.value, values);
  attribute.value = value.startsWith("tel:") ? value.replaceAll(" ", "") : value;
}
