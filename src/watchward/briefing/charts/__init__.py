"""Pictures as SVG text: the page shows them as they are and paper embeds them."""
