# METADATA
# title: Places, texts and lists
package lint.util

import rego.v1

location(node) := {"row": row, "col": col, "end": {"row": end_row, "col": end_col}} if {
	parts := split(node.location, ":")
	row := to_number(parts[0])
	col := to_number(parts[1])
	end_row := to_number(parts[2])
	end_col := to_number(parts[3])
}

violation(rule, node) := {
	"category": rule.category,
	"title": rule.title,
	"description": rule.description,
	"level": level(rule),
	"location": object.union(location(node), {"file": input.regal.file.name, "text": text_at(node)}),
}

at_row(rule, row) := {
	"category": rule.category,
	"title": rule.title,
	"description": rule.description,
	"level": level(rule),
	"location": {"row": row, "col": 1, "file": input.regal.file.name, "text": input.regal.file.lines[row - 1]},
}

level(rule) := data.settings.rules[rule.category][rule.title].level

level(rule) := "error" if not data.settings.rules[rule.category][rule.title].level

ignored(rule) if data.settings.rules[rule.category][rule.title].level == "ignore"

text_at(node) := input.regal.file.lines[location(node).row - 1]

runs(rows) := [run |
	some i, row in rows
	not (row - 1) in {other | some other in rows}
	run := [other | some j, other in rows; j >= i; every k in numbers.range(row, other) { k in rows }]
]

snake_case(text) if regex.match(`^[a-z_]+[a-z0-9_]*$`, text)

duplicates(list) := {item | some item in list; count([1 | some other in list; other == item]) > 1}
