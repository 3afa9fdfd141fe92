export default {
  title: "Help",
  contents: "User guide",
  keyboard: "Keyboard",
  pages: {
    "first-run": "First run",
    draw: "Draw and run a graph",
    watch: "Watch and mend a run",
    operate: "Workers and queues",
    access: "Access",
  },
};
