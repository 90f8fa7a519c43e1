// Generated from the files in `proto` by `generate`. Do not edit.

//! The packages as modules.

/// The package `envoy`.
pub mod envoy {
    /// The package `envoy.admin`.
    pub mod admin {
        /// The package `envoy.admin.v3`.
        pub mod v3 {
            include!("envoy.admin.v3.rs");
        }
    }
    /// The package `envoy.config`.
    pub mod config {
        /// The package `envoy.config.accesslog`.
        pub mod accesslog {
            /// The package `envoy.config.accesslog.v3`.
            pub mod v3 {
                include!("envoy.config.accesslog.v3.rs");
            }
        }
        /// The package `envoy.config.cluster`.
        pub mod cluster {
            /// The package `envoy.config.cluster.v3`.
            pub mod v3 {
                include!("envoy.config.cluster.v3.rs");
            }
        }
        /// The package `envoy.config.core`.
        pub mod core {
            /// The package `envoy.config.core.v3`.
            pub mod v3 {
                include!("envoy.config.core.v3.rs");
            }
        }
        /// The package `envoy.config.endpoint`.
        pub mod endpoint {
            /// The package `envoy.config.endpoint.v3`.
            pub mod v3 {
                include!("envoy.config.endpoint.v3.rs");
            }
        }
        /// The package `envoy.config.listener`.
        pub mod listener {
            /// The package `envoy.config.listener.v3`.
            pub mod v3 {
                include!("envoy.config.listener.v3.rs");
            }
        }
        /// The package `envoy.config.route`.
        pub mod route {
            /// The package `envoy.config.route.v3`.
            pub mod v3 {
                include!("envoy.config.route.v3.rs");
            }
        }
    }
    /// The package `envoy.extensions`.
    pub mod extensions {
        /// The package `envoy.extensions.access_loggers`.
        pub mod access_loggers {
            /// The package `envoy.extensions.access_loggers.file`.
            pub mod file {
                /// The package `envoy.extensions.access_loggers.file.v3`.
                pub mod v3 {
                    include!("envoy.extensions.access_loggers.file.v3.rs");
                }
            }
        }
        /// The package `envoy.extensions.filters`.
        pub mod filters {
            /// The package `envoy.extensions.filters.common`.
            pub mod common {
                /// The package `envoy.extensions.filters.common.set_filter_state`.
                pub mod set_filter_state {
                    /// The package `envoy.extensions.filters.common.set_filter_state.v3`.
                    pub mod v3 {
                        include!("envoy.extensions.filters.common.set_filter_state.v3.rs");
                    }
                }
            }
            /// The package `envoy.extensions.filters.http`.
            pub mod http {
                /// The package `envoy.extensions.filters.http.router`.
                pub mod router {
                    /// The package `envoy.extensions.filters.http.router.v3`.
                    pub mod v3 {
                        include!("envoy.extensions.filters.http.router.v3.rs");
                    }
                }
                /// The package `envoy.extensions.filters.http.set_filter_state`.
                pub mod set_filter_state {
                    /// The package `envoy.extensions.filters.http.set_filter_state.v3`.
                    pub mod v3 {
                        include!("envoy.extensions.filters.http.set_filter_state.v3.rs");
                    }
                }
            }
            /// The package `envoy.extensions.filters.listener`.
            pub mod listener {
                /// The package `envoy.extensions.filters.listener.http_inspector`.
                pub mod http_inspector {
                    /// The package `envoy.extensions.filters.listener.http_inspector.v3`.
                    pub mod v3 {
                        include!("envoy.extensions.filters.listener.http_inspector.v3.rs");
                    }
                }
                /// The package `envoy.extensions.filters.listener.original_dst`.
                pub mod original_dst {
                    /// The package `envoy.extensions.filters.listener.original_dst.v3`.
                    pub mod v3 {
                        include!("envoy.extensions.filters.listener.original_dst.v3.rs");
                    }
                }
                /// The package `envoy.extensions.filters.listener.original_src`.
                pub mod original_src {
                    /// The package `envoy.extensions.filters.listener.original_src.v3`.
                    pub mod v3 {
                        include!("envoy.extensions.filters.listener.original_src.v3.rs");
                    }
                }
                /// The package `envoy.extensions.filters.listener.tls_inspector`.
                pub mod tls_inspector {
                    /// The package `envoy.extensions.filters.listener.tls_inspector.v3`.
                    pub mod v3 {
                        include!("envoy.extensions.filters.listener.tls_inspector.v3.rs");
                    }
                }
            }
            /// The package `envoy.extensions.filters.network`.
            pub mod network {
                /// The package `envoy.extensions.filters.network.http_connection_manager`.
                pub mod http_connection_manager {
                    /// The package `envoy.extensions.filters.network.http_connection_manager.v3`.
                    pub mod v3 {
                        include!("envoy.extensions.filters.network.http_connection_manager.v3.rs");
                    }
                }
                /// The package `envoy.extensions.filters.network.tcp_proxy`.
                pub mod tcp_proxy {
                    /// The package `envoy.extensions.filters.network.tcp_proxy.v3`.
                    pub mod v3 {
                        include!("envoy.extensions.filters.network.tcp_proxy.v3.rs");
                    }
                }
            }
        }
        /// The package `envoy.extensions.retry`.
        pub mod retry {
            /// The package `envoy.extensions.retry.host`.
            pub mod host {
                /// The package `envoy.extensions.retry.host.previous_hosts`.
                pub mod previous_hosts {
                    /// The package `envoy.extensions.retry.host.previous_hosts.v3`.
                    pub mod v3 {
                        include!("envoy.extensions.retry.host.previous_hosts.v3.rs");
                    }
                }
            }
        }
        /// The package `envoy.extensions.transport_sockets`.
        pub mod transport_sockets {
            /// The package `envoy.extensions.transport_sockets.raw_buffer`.
            pub mod raw_buffer {
                /// The package `envoy.extensions.transport_sockets.raw_buffer.v3`.
                pub mod v3 {
                    include!("envoy.extensions.transport_sockets.raw_buffer.v3.rs");
                }
            }
            /// The package `envoy.extensions.transport_sockets.tls`.
            pub mod tls {
                /// The package `envoy.extensions.transport_sockets.tls.v3`.
                pub mod v3 {
                    include!("envoy.extensions.transport_sockets.tls.v3.rs");
                }
            }
        }
        /// The package `envoy.extensions.upstreams`.
        pub mod upstreams {
            /// The package `envoy.extensions.upstreams.http`.
            pub mod http {
                /// The package `envoy.extensions.upstreams.http.v3`.
                pub mod v3 {
                    include!("envoy.extensions.upstreams.http.v3.rs");
                }
            }
        }
    }
    /// The package `envoy.type`.
    pub mod r#type {
        /// The package `envoy.type.matcher`.
        pub mod matcher {
            /// The package `envoy.type.matcher.v3`.
            pub mod v3 {
                include!("envoy.type.matcher.v3.rs");
            }
        }
        /// The package `envoy.type.v3`.
        pub mod v3 {
            include!("envoy.type.v3.rs");
        }
    }
    /// The package `envoy.service`.
    pub mod service {
        /// The package `envoy.service.discovery`.
        pub mod discovery {
            /// The package `envoy.service.discovery.v3`.
            pub mod v3 {
                include!("envoy.service.discovery.v3.rs");
            }
        }
        /// The package `envoy.service.status`.
        pub mod status {
            /// The package `envoy.service.status.v3`.
            pub mod v3 {
                include!("envoy.service.status.v3.rs");
            }
        }
    }
}
/// The package `google`.
pub mod google {
    /// The package `google.rpc`.
    pub mod rpc {
        include!("google.rpc.rs");
    }
}
/// The package `grpc`.
pub mod grpc {
    /// The package `grpc.health`.
    pub mod health {
        /// The package `grpc.health.v1`.
        pub mod v1 {
            include!("grpc.health.v1.rs");
        }
    }
}
/// The package `istio`.
pub mod istio {
    /// The package `istio.mesh`.
    pub mod mesh {
        /// The package `istio.mesh.v1alpha1`.
        pub mod v1alpha1 {
            include!("istio.mesh.v1alpha1.rs");
        }
    }
    /// The package `istio.networking`.
    pub mod networking {
        /// The package `istio.networking.nds`.
        pub mod nds {
            /// The package `istio.networking.nds.v1`.
            pub mod v1 {
                include!("istio.networking.nds.v1.rs");
            }
        }
    }
    /// The package `istio.v1`.
    pub mod v1 {
        /// The package `istio.v1.auth`.
        pub mod auth {
            include!("istio.v1.auth.rs");
        }
    }
}
