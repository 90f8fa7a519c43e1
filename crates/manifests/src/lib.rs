//! What is installed in a cluster, as typed builders that give YAML and a chart.
