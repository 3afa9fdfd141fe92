export default {
  title: "Access",
  tabs: { account: "Your account", keys: "API keys", secrets: "Secrets", users: "Users" },
};
