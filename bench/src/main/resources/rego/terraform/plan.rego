# METADATA
# title: Words for speaking of a plan
package terraform.plan

import rego.v1

is_written(change) if {
	some action in change.change.actions
	action in {"create", "update"}
}
