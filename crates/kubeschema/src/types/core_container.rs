//! Generated from `generate/fields.txt` by `cargo run -p kubeschema --example generate_types`: the `core_container` types.

#[allow(unused_imports, reason = "which ones a file needs depends on its types")]
use crate::schema::{Embedded, Field as F, Kind as K, StructType};

/// `core.Container`.
pub static CONTAINER: StructType = StructType {
    name: "v1.Container",
    fields: &[
        F::new("name", "Name", K::String("string")).always(),
        F::new("image", "Image", K::String("string")),
        F::new("command", "Command", K::List(&K::String("string"), "[]string")),
        F::new("args", "Args", K::List(&K::String("string"), "[]string")),
        F::new("workingDir", "WorkingDir", K::String("string")),
        F::new("ports", "Ports", K::List(&K::Struct(&super::core_container::CONTAINER_PORT), "[]v1.ContainerPort")).by_key("containerPort"),
        F::new("envFrom", "EnvFrom", K::List(&K::Struct(&super::core_volume::ENV_FROM_SOURCE), "[]v1.EnvFromSource")),
        F::new("env", "Env", K::List(&K::Struct(&super::core_container::ENV_VAR), "[]v1.EnvVar")).by_key("name"),
        F::new("resources", "Resources", K::Struct(&super::core_container::RESOURCE_REQUIREMENTS)).always(),
        F::new("resizePolicy", "ResizePolicy", K::List(&K::Struct(&super::core_container::CONTAINER_RESIZE_POLICY), "[]v1.ContainerResizePolicy")),
        F::new("restartPolicy", "RestartPolicy", K::Pointer(&K::String("v1.ContainerRestartPolicy"))),
        F::new("restartPolicyRules", "RestartPolicyRules", K::List(&K::Struct(&super::core_container::CONTAINER_RESTART_RULE), "[]v1.ContainerRestartRule")),
        F::new("volumeMounts", "VolumeMounts", K::List(&K::Struct(&super::core_volume::VOLUME_MOUNT), "[]v1.VolumeMount")).by_key("mountPath"),
        F::new("volumeDevices", "VolumeDevices", K::List(&K::Struct(&super::core_volume::VOLUME_DEVICE), "[]v1.VolumeDevice")).by_key("devicePath"),
        F::new("livenessProbe", "LivenessProbe", K::Pointer(&K::Struct(&super::core_container::PROBE))),
        F::new("readinessProbe", "ReadinessProbe", K::Pointer(&K::Struct(&super::core_container::PROBE))),
        F::new("startupProbe", "StartupProbe", K::Pointer(&K::Struct(&super::core_container::PROBE))),
        F::new("lifecycle", "Lifecycle", K::Pointer(&K::Struct(&super::core_container::LIFECYCLE))),
        F::new("terminationMessagePath", "TerminationMessagePath", K::String("string")),
        F::new("terminationMessagePolicy", "TerminationMessagePolicy", K::String("v1.TerminationMessagePolicy")),
        F::new("imagePullPolicy", "ImagePullPolicy", K::String("v1.PullPolicy")),
        F::new("securityContext", "SecurityContext", K::Pointer(&K::Struct(&super::core_container::SECURITY_CONTEXT))),
        F::new("stdin", "Stdin", K::Bool),
        F::new("stdinOnce", "StdinOnce", K::Bool),
        F::new("tty", "TTY", K::Bool),
    ],
    by_json: &[3, 2, 7, 6, 1, 20, 17, 14, 0, 5, 15, 9, 8, 10, 11, 21, 16, 22, 23, 18, 19, 24, 13, 12, 4],
    embedded: &[],
};

/// `core.ContainerExtendedResourceRequest`.
pub static CONTAINER_EXTENDED_RESOURCE_REQUEST: StructType = StructType {
    name: "v1.ContainerExtendedResourceRequest",
    fields: &[
        F::new("containerName", "ContainerName", K::String("string")).always(),
        F::new("resourceName", "ResourceName", K::String("string")).always(),
        F::new("requestName", "RequestName", K::String("string")).always(),
    ],
    by_json: &[0, 2, 1],
    embedded: &[],
};

/// `core.ContainerPort`.
pub static CONTAINER_PORT: StructType = StructType {
    name: "v1.ContainerPort",
    fields: &[
        F::new("name", "Name", K::String("string")),
        F::new("hostPort", "HostPort", K::Int32),
        F::new("containerPort", "ContainerPort", K::Int32).always(),
        F::new("protocol", "Protocol", K::String("v1.Protocol")),
        F::new("hostIP", "HostIP", K::String("string")),
    ],
    by_json: &[2, 4, 1, 0, 3],
    embedded: &[],
};

/// `core.ContainerResizePolicy`.
pub static CONTAINER_RESIZE_POLICY: StructType = StructType {
    name: "v1.ContainerResizePolicy",
    fields: &[
        F::new("resourceName", "ResourceName", K::String("v1.ResourceName")).always(),
        F::new("restartPolicy", "RestartPolicy", K::String("v1.ResourceResizeRestartPolicy")).always(),
    ],
    by_json: &[0, 1],
    embedded: &[],
};

/// `core.ContainerRestartRule`.
pub static CONTAINER_RESTART_RULE: StructType = StructType {
    name: "v1.ContainerRestartRule",
    fields: &[
        F::new("action", "Action", K::String("v1.ContainerRestartRuleAction")),
        F::new("exitCodes", "ExitCodes", K::Pointer(&K::Struct(&super::core_container::CONTAINER_RESTART_RULE_ON_EXIT_CODES))),
    ],
    by_json: &[0, 1],
    embedded: &[],
};

/// `core.ContainerRestartRuleOnExitCodes`.
pub static CONTAINER_RESTART_RULE_ON_EXIT_CODES: StructType = StructType {
    name: "v1.ContainerRestartRuleOnExitCodes",
    fields: &[
        F::new("operator", "Operator", K::String("v1.ContainerRestartRuleOnExitCodesOperator")),
        F::new("values", "Values", K::List(&K::Int32, "[]int32")),
    ],
    by_json: &[0, 1],
    embedded: &[],
};

/// `core.ContainerUser`.
pub static CONTAINER_USER: StructType = StructType {
    name: "v1.ContainerUser",
    fields: &[
        F::new("linux", "Linux", K::Pointer(&K::Struct(&super::core_common::LINUX_CONTAINER_USER))),
    ],
    by_json: &[0],
    embedded: &[],
};

/// `core.EnvVar`.
pub static ENV_VAR: StructType = StructType {
    name: "v1.EnvVar",
    fields: &[
        F::new("name", "Name", K::String("string")).always(),
        F::new("value", "Value", K::String("string")),
        F::new("valueFrom", "ValueFrom", K::Pointer(&K::Struct(&super::core_volume::ENV_VAR_SOURCE))),
    ],
    by_json: &[0, 1, 2],
    embedded: &[],
};

/// `core.EphemeralContainer`.
pub static EPHEMERAL_CONTAINER: StructType = StructType {
    name: "v1.EphemeralContainer",
    fields: &[
        F::new("name", "Name", K::String("string")).always().via(&["EphemeralContainerCommon"]),
        F::new("image", "Image", K::String("string")).via(&["EphemeralContainerCommon"]),
        F::new("command", "Command", K::List(&K::String("string"), "[]string")).via(&["EphemeralContainerCommon"]),
        F::new("args", "Args", K::List(&K::String("string"), "[]string")).via(&["EphemeralContainerCommon"]),
        F::new("workingDir", "WorkingDir", K::String("string")).via(&["EphemeralContainerCommon"]),
        F::new("ports", "Ports", K::List(&K::Struct(&super::core_container::CONTAINER_PORT), "[]v1.ContainerPort")).by_key("containerPort").via(&["EphemeralContainerCommon"]),
        F::new("envFrom", "EnvFrom", K::List(&K::Struct(&super::core_volume::ENV_FROM_SOURCE), "[]v1.EnvFromSource")).via(&["EphemeralContainerCommon"]),
        F::new("env", "Env", K::List(&K::Struct(&super::core_container::ENV_VAR), "[]v1.EnvVar")).by_key("name").via(&["EphemeralContainerCommon"]),
        F::new("resources", "Resources", K::Struct(&super::core_container::RESOURCE_REQUIREMENTS)).always().via(&["EphemeralContainerCommon"]),
        F::new("resizePolicy", "ResizePolicy", K::List(&K::Struct(&super::core_container::CONTAINER_RESIZE_POLICY), "[]v1.ContainerResizePolicy")).via(&["EphemeralContainerCommon"]),
        F::new("restartPolicy", "RestartPolicy", K::Pointer(&K::String("v1.ContainerRestartPolicy"))).via(&["EphemeralContainerCommon"]),
        F::new("restartPolicyRules", "RestartPolicyRules", K::List(&K::Struct(&super::core_container::CONTAINER_RESTART_RULE), "[]v1.ContainerRestartRule")).via(&["EphemeralContainerCommon"]),
        F::new("volumeMounts", "VolumeMounts", K::List(&K::Struct(&super::core_volume::VOLUME_MOUNT), "[]v1.VolumeMount")).by_key("mountPath").via(&["EphemeralContainerCommon"]),
        F::new("volumeDevices", "VolumeDevices", K::List(&K::Struct(&super::core_volume::VOLUME_DEVICE), "[]v1.VolumeDevice")).by_key("devicePath").via(&["EphemeralContainerCommon"]),
        F::new("livenessProbe", "LivenessProbe", K::Pointer(&K::Struct(&super::core_container::PROBE))).via(&["EphemeralContainerCommon"]),
        F::new("readinessProbe", "ReadinessProbe", K::Pointer(&K::Struct(&super::core_container::PROBE))).via(&["EphemeralContainerCommon"]),
        F::new("startupProbe", "StartupProbe", K::Pointer(&K::Struct(&super::core_container::PROBE))).via(&["EphemeralContainerCommon"]),
        F::new("lifecycle", "Lifecycle", K::Pointer(&K::Struct(&super::core_container::LIFECYCLE))).via(&["EphemeralContainerCommon"]),
        F::new("terminationMessagePath", "TerminationMessagePath", K::String("string")).via(&["EphemeralContainerCommon"]),
        F::new("terminationMessagePolicy", "TerminationMessagePolicy", K::String("v1.TerminationMessagePolicy")).via(&["EphemeralContainerCommon"]),
        F::new("imagePullPolicy", "ImagePullPolicy", K::String("v1.PullPolicy")).via(&["EphemeralContainerCommon"]),
        F::new("securityContext", "SecurityContext", K::Pointer(&K::Struct(&super::core_container::SECURITY_CONTEXT))).via(&["EphemeralContainerCommon"]),
        F::new("stdin", "Stdin", K::Bool).via(&["EphemeralContainerCommon"]),
        F::new("stdinOnce", "StdinOnce", K::Bool).via(&["EphemeralContainerCommon"]),
        F::new("tty", "TTY", K::Bool).via(&["EphemeralContainerCommon"]),
        F::new("targetContainerName", "TargetContainerName", K::String("string")),
    ],
    by_json: &[3, 2, 7, 6, 1, 20, 17, 14, 0, 5, 15, 9, 8, 10, 11, 21, 16, 22, 23, 25, 18, 19, 24, 13, 12, 4],
    embedded: &[Embedded { go: "EphemeralContainerCommon", of: &super::core_container::EPHEMERAL_CONTAINER_COMMON }],
};

/// `core.EphemeralContainerCommon`.
pub static EPHEMERAL_CONTAINER_COMMON: StructType = StructType {
    name: "v1.EphemeralContainerCommon",
    fields: &[
        F::new("name", "Name", K::String("string")).always(),
        F::new("image", "Image", K::String("string")),
        F::new("command", "Command", K::List(&K::String("string"), "[]string")),
        F::new("args", "Args", K::List(&K::String("string"), "[]string")),
        F::new("workingDir", "WorkingDir", K::String("string")),
        F::new("ports", "Ports", K::List(&K::Struct(&super::core_container::CONTAINER_PORT), "[]v1.ContainerPort")).by_key("containerPort"),
        F::new("envFrom", "EnvFrom", K::List(&K::Struct(&super::core_volume::ENV_FROM_SOURCE), "[]v1.EnvFromSource")),
        F::new("env", "Env", K::List(&K::Struct(&super::core_container::ENV_VAR), "[]v1.EnvVar")).by_key("name"),
        F::new("resources", "Resources", K::Struct(&super::core_container::RESOURCE_REQUIREMENTS)).always(),
        F::new("resizePolicy", "ResizePolicy", K::List(&K::Struct(&super::core_container::CONTAINER_RESIZE_POLICY), "[]v1.ContainerResizePolicy")),
        F::new("restartPolicy", "RestartPolicy", K::Pointer(&K::String("v1.ContainerRestartPolicy"))),
        F::new("restartPolicyRules", "RestartPolicyRules", K::List(&K::Struct(&super::core_container::CONTAINER_RESTART_RULE), "[]v1.ContainerRestartRule")),
        F::new("volumeMounts", "VolumeMounts", K::List(&K::Struct(&super::core_volume::VOLUME_MOUNT), "[]v1.VolumeMount")).by_key("mountPath"),
        F::new("volumeDevices", "VolumeDevices", K::List(&K::Struct(&super::core_volume::VOLUME_DEVICE), "[]v1.VolumeDevice")).by_key("devicePath"),
        F::new("livenessProbe", "LivenessProbe", K::Pointer(&K::Struct(&super::core_container::PROBE))),
        F::new("readinessProbe", "ReadinessProbe", K::Pointer(&K::Struct(&super::core_container::PROBE))),
        F::new("startupProbe", "StartupProbe", K::Pointer(&K::Struct(&super::core_container::PROBE))),
        F::new("lifecycle", "Lifecycle", K::Pointer(&K::Struct(&super::core_container::LIFECYCLE))),
        F::new("terminationMessagePath", "TerminationMessagePath", K::String("string")),
        F::new("terminationMessagePolicy", "TerminationMessagePolicy", K::String("v1.TerminationMessagePolicy")),
        F::new("imagePullPolicy", "ImagePullPolicy", K::String("v1.PullPolicy")),
        F::new("securityContext", "SecurityContext", K::Pointer(&K::Struct(&super::core_container::SECURITY_CONTEXT))),
        F::new("stdin", "Stdin", K::Bool),
        F::new("stdinOnce", "StdinOnce", K::Bool),
        F::new("tty", "TTY", K::Bool),
    ],
    by_json: &[3, 2, 7, 6, 1, 20, 17, 14, 0, 5, 15, 9, 8, 10, 11, 21, 16, 22, 23, 18, 19, 24, 13, 12, 4],
    embedded: &[],
};

/// `core.ExecAction`.
pub static EXEC_ACTION: StructType = StructType {
    name: "v1.ExecAction",
    fields: &[
        F::new("command", "Command", K::List(&K::String("string"), "[]string")),
    ],
    by_json: &[0],
    embedded: &[],
};

/// `core.GRPCAction`.
pub static GRPC_ACTION: StructType = StructType {
    name: "v1.GRPCAction",
    fields: &[
        F::new("port", "Port", K::Int32).always(),
        F::new("service", "Service", K::Pointer(&K::String("string"))).always(),
    ],
    by_json: &[0, 1],
    embedded: &[],
};

/// `core.HTTPGetAction`.
pub static HTTP_GET_ACTION: StructType = StructType {
    name: "v1.HTTPGetAction",
    fields: &[
        F::new("path", "Path", K::String("string")),
        F::new("port", "Port", K::IntOrString).always(),
        F::new("host", "Host", K::String("string")),
        F::new("scheme", "Scheme", K::String("v1.URIScheme")),
        F::new("httpHeaders", "HTTPHeaders", K::List(&K::Struct(&super::core_common::HTTP_HEADER), "[]v1.HTTPHeader")),
    ],
    by_json: &[2, 4, 0, 1, 3],
    embedded: &[],
};

/// `core.Lifecycle`.
pub static LIFECYCLE: StructType = StructType {
    name: "v1.Lifecycle",
    fields: &[
        F::new("postStart", "PostStart", K::Pointer(&K::Struct(&super::core_container::LIFECYCLE_HANDLER))),
        F::new("preStop", "PreStop", K::Pointer(&K::Struct(&super::core_container::LIFECYCLE_HANDLER))),
        F::new("stopSignal", "StopSignal", K::Pointer(&K::String("v1.Signal"))),
    ],
    by_json: &[0, 1, 2],
    embedded: &[],
};

/// `core.LifecycleHandler`.
pub static LIFECYCLE_HANDLER: StructType = StructType {
    name: "v1.LifecycleHandler",
    fields: &[
        F::new("exec", "Exec", K::Pointer(&K::Struct(&super::core_container::EXEC_ACTION))),
        F::new("httpGet", "HTTPGet", K::Pointer(&K::Struct(&super::core_container::HTTP_GET_ACTION))),
        F::new("tcpSocket", "TCPSocket", K::Pointer(&K::Struct(&super::core_container::TCP_SOCKET_ACTION))),
        F::new("sleep", "Sleep", K::Pointer(&K::Struct(&super::core_container::SLEEP_ACTION))),
    ],
    by_json: &[0, 1, 3, 2],
    embedded: &[],
};

/// `core.Probe`.
pub static PROBE: StructType = StructType {
    name: "v1.Probe",
    fields: &[
        F::new("exec", "Exec", K::Pointer(&K::Struct(&super::core_container::EXEC_ACTION))).via(&["ProbeHandler"]),
        F::new("httpGet", "HTTPGet", K::Pointer(&K::Struct(&super::core_container::HTTP_GET_ACTION))).via(&["ProbeHandler"]),
        F::new("tcpSocket", "TCPSocket", K::Pointer(&K::Struct(&super::core_container::TCP_SOCKET_ACTION))).via(&["ProbeHandler"]),
        F::new("grpc", "GRPC", K::Pointer(&K::Struct(&super::core_container::GRPC_ACTION))).via(&["ProbeHandler"]),
        F::new("initialDelaySeconds", "InitialDelaySeconds", K::Int32),
        F::new("timeoutSeconds", "TimeoutSeconds", K::Int32),
        F::new("periodSeconds", "PeriodSeconds", K::Int32),
        F::new("successThreshold", "SuccessThreshold", K::Int32),
        F::new("failureThreshold", "FailureThreshold", K::Int32),
        F::new("terminationGracePeriodSeconds", "TerminationGracePeriodSeconds", K::Pointer(&K::Int64)),
    ],
    by_json: &[0, 8, 3, 1, 4, 6, 7, 2, 9, 5],
    embedded: &[Embedded { go: "ProbeHandler", of: &super::core_container::PROBE_HANDLER }],
};

/// `core.ProbeHandler`.
pub static PROBE_HANDLER: StructType = StructType {
    name: "v1.ProbeHandler",
    fields: &[
        F::new("exec", "Exec", K::Pointer(&K::Struct(&super::core_container::EXEC_ACTION))),
        F::new("httpGet", "HTTPGet", K::Pointer(&K::Struct(&super::core_container::HTTP_GET_ACTION))),
        F::new("tcpSocket", "TCPSocket", K::Pointer(&K::Struct(&super::core_container::TCP_SOCKET_ACTION))),
        F::new("grpc", "GRPC", K::Pointer(&K::Struct(&super::core_container::GRPC_ACTION))),
    ],
    by_json: &[0, 3, 1, 2],
    embedded: &[],
};

/// `core.ResourceRequirements`.
pub static RESOURCE_REQUIREMENTS: StructType = StructType {
    name: "v1.ResourceRequirements",
    fields: &[
        F::new("limits", "Limits", K::Map(&K::Quantity, "v1.ResourceList")),
        F::new("requests", "Requests", K::Map(&K::Quantity, "v1.ResourceList")),
        F::new("claims", "Claims", K::List(&K::Struct(&super::core_common::RESOURCE_CLAIM), "[]v1.ResourceClaim")),
    ],
    by_json: &[2, 0, 1],
    embedded: &[],
};

/// `core.SELinuxOptions`.
pub static SE_LINUX_OPTIONS: StructType = StructType {
    name: "v1.SELinuxOptions",
    fields: &[
        F::new("user", "User", K::String("string")),
        F::new("role", "Role", K::String("string")),
        F::new("type", "Type", K::String("string")),
        F::new("level", "Level", K::String("string")),
    ],
    by_json: &[3, 1, 2, 0],
    embedded: &[],
};

/// `core.SecurityContext`.
pub static SECURITY_CONTEXT: StructType = StructType {
    name: "v1.SecurityContext",
    fields: &[
        F::new("capabilities", "Capabilities", K::Pointer(&K::Struct(&super::core_common::CAPABILITIES))),
        F::new("privileged", "Privileged", K::Pointer(&K::Bool)),
        F::new("seLinuxOptions", "SELinuxOptions", K::Pointer(&K::Struct(&super::core_container::SE_LINUX_OPTIONS))),
        F::new("windowsOptions", "WindowsOptions", K::Pointer(&K::Struct(&super::core_container::WINDOWS_SECURITY_CONTEXT_OPTIONS))),
        F::new("runAsUser", "RunAsUser", K::Pointer(&K::Int64)),
        F::new("runAsGroup", "RunAsGroup", K::Pointer(&K::Int64)),
        F::new("runAsNonRoot", "RunAsNonRoot", K::Pointer(&K::Bool)),
        F::new("readOnlyRootFilesystem", "ReadOnlyRootFilesystem", K::Pointer(&K::Bool)),
        F::new("allowPrivilegeEscalation", "AllowPrivilegeEscalation", K::Pointer(&K::Bool)),
        F::new("procMount", "ProcMount", K::Pointer(&K::String("v1.ProcMountType"))),
        F::new("seccompProfile", "SeccompProfile", K::Pointer(&K::Struct(&super::core_common::SECCOMP_PROFILE))),
        F::new("appArmorProfile", "AppArmorProfile", K::Pointer(&K::Struct(&super::core_common::APP_ARMOR_PROFILE))),
    ],
    by_json: &[8, 11, 0, 1, 9, 7, 5, 6, 4, 2, 10, 3],
    embedded: &[],
};

/// `core.SleepAction`.
pub static SLEEP_ACTION: StructType = StructType {
    name: "v1.SleepAction",
    fields: &[
        F::new("seconds", "Seconds", K::Int64).always(),
    ],
    by_json: &[0],
    embedded: &[],
};

/// `core.TCPSocketAction`.
pub static TCP_SOCKET_ACTION: StructType = StructType {
    name: "v1.TCPSocketAction",
    fields: &[
        F::new("port", "Port", K::IntOrString).always(),
        F::new("host", "Host", K::String("string")),
    ],
    by_json: &[1, 0],
    embedded: &[],
};

/// `core.WindowsSecurityContextOptions`.
pub static WINDOWS_SECURITY_CONTEXT_OPTIONS: StructType = StructType {
    name: "v1.WindowsSecurityContextOptions",
    fields: &[
        F::new("gmsaCredentialSpecName", "GMSACredentialSpecName", K::Pointer(&K::String("string"))),
        F::new("gmsaCredentialSpec", "GMSACredentialSpec", K::Pointer(&K::String("string"))),
        F::new("runAsUserName", "RunAsUserName", K::Pointer(&K::String("string"))),
        F::new("hostProcess", "HostProcess", K::Pointer(&K::Bool)),
    ],
    by_json: &[1, 0, 3, 2],
    embedded: &[],
};
