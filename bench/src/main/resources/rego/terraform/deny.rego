# METADATA
# title: What a Terraform plan may not bring about
package terraform.deny

import rego.v1

import data.terraform.plan

public_addresses := {"0.0.0.0/0", "::/0"}

guarded_ports := {22, 3389, 3306, 5432, 6379, 27017}

required_tags := {"owner", "environment", "cost-center"}

stateful_types := {"aws_db_instance", "aws_s3_bucket", "aws_ebs_volume", "aws_kms_key"}

# METADATA
# title: Buckets are private
deny contains message if {
	some change in input.resource_changes
	change.type == "aws_s3_bucket"
	plan.is_written(change)
	change.change.after.acl in {"public-read", "public-read-write"}
	message := sprintf("%s: the bucket is public (%s)", [change.address, change.change.after.acl])
}

# METADATA
# title: Stores are encrypted
deny contains message if {
	some change in input.resource_changes
	attribute := encryption_attribute[change.type]
	plan.is_written(change)
	not change.change.after[attribute]
	message := sprintf("%s: %s must be true", [change.address, attribute])
}

encryption_attribute := {
	"aws_db_instance": "storage_encrypted",
	"aws_ebs_volume": "encrypted",
	"aws_efs_file_system": "encrypted",
}

# METADATA
# title: No guarded port is open to the world
deny contains message if {
	some change in input.resource_changes
	change.type == "aws_security_group"
	plan.is_written(change)
	some rule in change.change.after.ingress
	some port in guarded_ports
	rule.from_port <= port
	rule.to_port >= port
	some address in rule.cidr_blocks
	address in public_addresses
	message := sprintf("%s: port %d is open to %s", [change.address, port, address])
}

# METADATA
# title: Everything that can be tagged is tagged
deny contains message if {
	some change in input.resource_changes
	plan.is_written(change)
	tags := change.change.after.tags
	missing := {tag | some tag in required_tags; not tags[tag]}
	count(missing) > 0
	message := sprintf("%s: missing tags %s", [change.address, concat(", ", sort(missing))])
}

# METADATA
# title: Nothing with state is destroyed
deny contains message if {
	some change in input.resource_changes
	change.type in stateful_types
	"delete" in change.change.actions
	message := sprintf("%s would be destroyed (%s)", [change.address, concat(" and ", change.change.actions)])
}

# METADATA
# title: Instances are of a size that was agreed on, and use the second metadata service
deny contains message if {
	some change in input.resource_changes
	change.type == "aws_instance"
	plan.is_written(change)
	not startswith(change.change.after.instance_type, "t3.")
	not startswith(change.change.after.instance_type, "m6i.")
	message := sprintf("%s: the instance type %s was not agreed on", [change.address, change.change.after.instance_type])
}

deny contains message if {
	some change in input.resource_changes
	change.type == "aws_instance"
	plan.is_written(change)
	some options in change.change.after.metadata_options
	options.http_tokens != "required"
	message := sprintf("%s: http_tokens is %q", [change.address, options.http_tokens])
}

# METADATA
# title: Policies do not allow everything
deny contains message if {
	some change in input.resource_changes
	change.type == "aws_iam_policy"
	plan.is_written(change)
	policy := json.unmarshal(change.change.after.policy)
	some statement in policy.Statement
	statement.Effect == "Allow"
	statement.Action == "*"
	statement.Resource == "*"
	message := sprintf("%s allows everything in statement %q", [change.address, statement.Sid])
}
