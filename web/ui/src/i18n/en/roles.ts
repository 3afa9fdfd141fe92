/// Roles, what they may do, and what to say to who lacks one.
export default {
  viewer: "Viewer",
  operator: "Operator",
  editor: "Editor",
  admin: "Admin",
  may: {
    viewer: "Looks",
    operator: "Starts and mends runs",
    editor: "Writes graphs",
    admin: "Looks after workers, people, keys and secrets",
  },
  everyProject: "every project",
  in: "{{role}} in {{project}}",
  none: "No role yet",
  needed: {
    title: "Not for your role",
    everywhere: "This takes the role {{role}} in every project. An admin can give it to you.",
    somewhere: "This takes the role {{role}} in a project. An admin can give it to you.",
    project: "This takes the role {{role}} in {{project}}.",
  },
};
