// Files are dropped into the ordinary file field, so that everything works without this, too.
const listing = (field) => {
  const drop = field.closest("[data-drop]");
  const list = drop.querySelector(".drop__chosen");
  field.setCustomValidity(field.files.length > Number(drop.dataset.most) ? drop.dataset.tooMany : "");
  list.replaceChildren(...[...field.files].map((file) => Object.assign(document.createElement("li"), { textContent: file.name })));
};

for (const kind of ["dragenter", "dragover"]) {
  document.addEventListener(kind, (event) => {
    const drop = event.target.closest?.("[data-drop]");
    if (!drop || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    drop.classList.add("is-over");
  });
}

document.addEventListener("dragleave", (event) => {
  const drop = event.target.closest?.("[data-drop]");
  if (drop && !drop.contains(event.relatedTarget)) drop.classList.remove("is-over");
});

document.addEventListener("drop", (event) => {
  const drop = event.target.closest?.("[data-drop]");
  if (!drop) return;
  event.preventDefault();
  drop.classList.remove("is-over");
  const field = drop.querySelector("input[type=file]");
  const both = new DataTransfer();
  for (const file of [...field.files, ...event.dataTransfer.files]) both.items.add(file);
  field.files = both.files;
  listing(field);
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-drop] input[type=file]")) listing(event.target);
});
