/**
 * What teams deliver, as facts that systems told: deployments, commits, pull requests, runs of pipelines, and what people
 * and incidents say of them.
 *
 * <p>Knows nothing of the formats that the facts are read from, and of measures over them.
 */
@NullMarked
package roadbed.model.delivery;

import org.jspecify.annotations.NullMarked;
