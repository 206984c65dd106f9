document.getElementById("story").textContent = "Only scripts tell this story.";
