# METADATA
# title: Words for speaking of the tree of a policy
package lint.ast

import rego.v1

import data.lint.util

lines := input.regal.file.lines

scalars := {"string", "number", "boolean", "null"}

comprehensions := {"arraycomprehension", "setcomprehension", "objectcomprehension"}

operators := {
	"assign", "eq", "equal", "neq", "gt", "lt", "gte", "lte",
	"plus", "minus", "mul", "div", "rem", "and", "or",
}

package_path := [term.value | some term in input["package"].path]

package_name := concat(".", [name | some i, name in package_path; i > 0])

tests := [rule | some rule in input.rules; startswith(name_of(rule), "test_")]

name_of(rule) := trim_prefix(ref_text(rule.head.ref), "data.")

functions := [rule | some rule in input.rules; rule.head.args]

function_names := {name_of(rule) | some rule in functions}

rule_names := {name_of(rule) | some rule in input.rules}

# Everything of a kind that is found in a rule, by the rule's place in the file.

found.refs[index] contains value if {
	some i, rule in input.rules
	index := sprintf("%d", [i])
	walk(rule, [_, value])
	value.type == "ref"
	count(value.value) > 0
}

found.vars[index][context] contains term if {
	some i, rule in input.rules
	index := sprintf("%d", [i])
	walk(rule.body, [path, term])
	term.type == "var"
	not startswith(term.value, "$")
	context := var_context(path)
}

found.calls[index] contains call if {
	some i, rule in input.rules
	index := sprintf("%d", [i])
	walk(rule, [_, terms])
	is_array(terms)
	terms[0].type == "ref"
	terms[0].value[0].type == "var"
	name := ref_text(terms[0].value)
	call := {"name": name, "args": array.slice(terms, 1, count(terms)), "location": terms[0].location}
}

found.comprehensions[index] contains value if {
	some i, rule in input.rules
	index := sprintf("%d", [i])
	walk(rule, [_, value])
	value.type in comprehensions
}

found.strings[index] contains value if {
	some i, rule in input.rules
	index := sprintf("%d", [i])
	walk(rule, [_, value])
	value.type == "string"
	value.location
}

found.expressions[index] contains expression if {
	some i, rule in input.rules
	index := sprintf("%d", [i])
	walk(rule, [path, expression])
	expression.terms
	path[count(path) - 2] == "body"
}

var_context(path) := "term" if path[count(path) - 1] == "value"

var_context(path) := "argument" if is_number(path[count(path) - 1])

var_context(path) := "symbol" if {
	path[count(path) - 1] != "value"
	not is_number(path[count(path) - 1])
}

ref_text(terms) := concat("", [piece | some i, term in terms; piece := ref_piece(i, term)])

ref_piece(0, term) := term.value if term.type == "var"

ref_piece(0, term) := "[…]" if term.type != "var"

ref_piece(i, term) := sprintf(".%s", [term.value]) if {
	i > 0
	term.type == "string"
	regex.match(`^[a-zA-Z_][a-zA-Z0-9_]*$`, term.value)
}

ref_piece(i, term) := sprintf("[%q]", [term.value]) if {
	i > 0
	term.type == "string"
	not regex.match(`^[a-zA-Z_][a-zA-Z0-9_]*$`, term.value)
}

ref_piece(i, term) := sprintf("[%v]", [term.value]) if {
	i > 0
	term.type in {"var", "number", "boolean"}
}

ref_piece(i, term) := "[…]" if {
	i > 0
	not term.type in {"var", "string", "number", "boolean"}
}

static_ref(ref) if {
	every i, term in ref.value {
		static_term(i, term)
	}
}

static_term(0, _)

static_term(i, term) if {
	i > 0
	term.type == "string"
}

is_assignment(expression) if expression.terms[0].value[0].value in {"assign", "eq"}

imported contains name if {
	some item in input.imports
	name := item.alias
}

imported contains name if {
	some item in input.imports
	not item.alias
	path := item.path.value
	name := path[count(path) - 1].value
}

comment_blocks := util.runs([util.location(comment).row | some comment in input.comments])

rule_location(rule) := util.location(rule)
