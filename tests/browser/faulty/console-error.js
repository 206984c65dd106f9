console.error("reported by the page");
