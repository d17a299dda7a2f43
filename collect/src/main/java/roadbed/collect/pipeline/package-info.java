/**
 * What builds and delivers: Dockerfiles, GitHub Actions workflows and actions, GitLab CI and declarative
 * Jenkinsfiles, as resources whose raw documents are normalised enough to be judged.
 *
 * <p>Nothing is fetched or run: an action, a template or a base image by others is a name. Knows nothing of clouds.
 */
@NullMarked
package roadbed.collect.pipeline;

import org.jspecify.annotations.NullMarked;
