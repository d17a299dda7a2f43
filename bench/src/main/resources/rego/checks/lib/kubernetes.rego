# METADATA
# title: Words for speaking of Kubernetes objects
# custom:
#   library: true
package lib.kubernetes

import rego.v1

default is_review := false

is_review if input.review.object

object := input.review.object if is_review

object := input if not is_review

default kind := ""

kind := object.kind

default name := "unnamed"

name := object.metadata.name

default namespace := "default"

namespace := object.metadata.namespace

default annotations := {}

annotations := object.metadata.annotations

default labels := {}

labels := object.metadata.labels

is_pod if kind == "Pod"

is_cron_job if kind == "CronJob"

controllers := {"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job"}

is_controller if kind in controllers

is_workload if is_pod

is_workload if is_controller

is_workload if is_cron_job

pods contains object if is_pod

pods contains object.spec.template if is_controller

pods contains object.spec.jobTemplate.spec.template if is_cron_job

containers contains container if {
	some pod in pods
	some container in pod_containers(pod)
}

pod_containers(pod) := array.concat(
	array.concat(listed(pod, "containers"), listed(pod, "initContainers")),
	listed(pod, "ephemeralContainers"),
)

listed(pod, field) := object_get(pod, ["spec", field], [])

object_get(object_, path, fallback) := object.get(object_, path, fallback)

volumes contains volume if {
	some pod in pods
	some volume in object_get(pod, ["spec", "volumes"], [])
}

has_field(value, field) if {
	_ = value[field]
}

field_or(value, field, fallback) := value[field] if has_field(value, field)

field_or(value, field, fallback) := fallback if not has_field(value, field)

image_parts(image) := {"repository": repository, "tag": tag} if {
	not contains(image, "@")
	parts := split(image, ":")
	count(parts) > 1
	tag := parts[count(parts) - 1]
	not contains(tag, "/")
	repository := trim_suffix(image, sprintf(":%s", [tag]))
}

image_parts(image) := {"repository": image, "tag": "latest"} if {
	not contains(image, "@")
	parts := split(image, ":")
	last := parts[count(parts) - 1]
	untagged(parts, last)
}

image_parts(image) := {"repository": parts[0], "tag": parts[1]} if {
	contains(image, "@")
	parts := split(image, "@")
}

untagged(parts, _) if count(parts) == 1

untagged(parts, last) if {
	count(parts) > 1
	contains(last, "/")
}

registry(image) := host if {
	parts := split(image, "/")
	count(parts) > 1
	host := parts[0]
	regex.match(`^[a-z0-9.-]+(:[0-9]+)?$`, host)
	contains(host, ".")
} else := "docker.io"

added_capabilities(container) := {upper(name) |
	some name in object_get(container, ["securityContext", "capabilities", "add"], [])
}

dropped_capabilities(container) := {upper(name) |
	some name in object_get(container, ["securityContext", "capabilities", "drop"], [])
}

canonical_bytes(text) := units.parse_bytes(text)

setting(container, field, fallback) := container.securityContext[field] if {
	has_field(container, "securityContext")
	has_field(container.securityContext, field)
} else := pod_setting(field, fallback)

pod_setting(field, fallback) := value if {
	some pod in pods
	value := pod.spec.securityContext[field]
} else := fallback

describe(text, container) := sprintf("Container '%s' of %s '%s' %s", [container.name, kind, name, text])

describe_object(text) := sprintf("%s '%s' in namespace '%s' %s", [kind, name, namespace, text])
