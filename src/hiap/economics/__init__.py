"""Who pays, who gains: ledger, prices, discounting, appraisal. Works on lines and knows no disease."""
