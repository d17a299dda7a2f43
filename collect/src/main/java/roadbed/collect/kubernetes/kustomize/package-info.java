/**
 * Kustomizations, built from the files of a scan: resources, bases and components with names, labels, images,
 * replicas and patches put on. What is not understood, or stands elsewhere, is told and left out; nothing is fetched.
 */
@NullMarked
package roadbed.collect.kubernetes.kustomize;

import org.jspecify.annotations.NullMarked;
