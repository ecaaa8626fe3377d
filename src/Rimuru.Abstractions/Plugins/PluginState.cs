namespace Rimuru;

/// <summary>Whether a plugin can be used.</summary>
public enum PluginState
{
    /// <summary>It can be used.</summary>
    Enabled,

    /// <summary>The user has disabled it.</summary>
    Disabled,

    /// <summary>Its files have changed since it was granted what it asked for.</summary>
    Changed,

    /// <summary>Its manifest cannot be read, or it needs what is not there.</summary>
    Broken,
}
