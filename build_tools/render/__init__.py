"""Pages: records → page data (views) → Markdown (templates) → docs/, and the finishing of the site."""
