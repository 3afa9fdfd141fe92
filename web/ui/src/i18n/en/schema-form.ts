/// Forms that are made from a JSON Schema.
export default {
  item: "Item {{number, number}}",
  add: "Add",
  up: "Move item {{number, number}} up",
  down: "Move item {{number, number}} down",
  remove: "Remove item {{number, number}}",
  removeName: "Remove {{name}}",
  newName: "New name",
  form: "Form {{number, number}}",
  null: "No value (null)",
  nullOf: "{{name}}: no value (null)",
  noJson: "This is not JSON",
  expression: "{{name}} as an expression",
  table: {
    name: "Name",
    type: "Type",
    default: "Default",
    required: "required",
    description: "Description",
  },
};
