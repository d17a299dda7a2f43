package roadbed.model;

/**
 * A resource's attribute that refers to another resource of the same source, also when the value itself is
 * known only after apply.
 *
 * @param attribute dotted path of the attribute that refers, for example {@code bucket} or
 *     {@code vpc_config.0.subnet_ids}
 * @param target absolute address of the resource referred to, for example
 *     {@code module.logs.aws_s3_bucket.this["eu"]}
 * @param targetAttribute attribute of the target that is read, for example {@code id}; empty where the
 *     whole resource is meant
 */
public record Reference(String attribute, String target, String targetAttribute) {}
