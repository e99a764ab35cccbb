"""The verbs: joins the rooms above into appraise and reference."""
