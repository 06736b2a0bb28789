"""`hria check`: any statement against every law at once.

`examine` reads a document and asks: `facts` (who approved, who signed, for which period and entities), `verdict`
(what it says to each requirement), `formal`, `language` and `consistency` (the lints), `score`. What comes out is a
`checked.Checked`, which `terminal`, `page`, `report`, `comparison` and `workbook` show. The words stand in
`words.toml` and `remarks.toml`.
"""
