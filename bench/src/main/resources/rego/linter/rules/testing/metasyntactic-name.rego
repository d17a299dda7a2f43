# METADATA
# description: Names say something
package lint.rules.testing["metasyntactic-name"]

import rego.v1

import data.lint.ast
import data.lint.util

about := {
	"category": "testing",
	"title": "metasyntactic-name",
	"description": "Names say something",
}

names := {"foo", "bar", "baz", "qux", "quux", "corge", "grault", "garply", "waldo", "fred", "plugh", "xyzzy"}

report contains violation if {
	some rule in input.rules
	some term in rule.head.ref
	term.type in {"var", "string"}
	lower(term.value) in names
	violation := util.violation(about, term)
}

report contains violation if {
	some index
	some vars in ast.found.vars[index]
	some term in vars
	lower(term.value) in names
	violation := util.violation(about, term)
}
