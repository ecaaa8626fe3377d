using System.Text;
using Rimuru.Core.Config;

namespace Rimuru.Core.Credentials;

/// <summary>
/// The Secret Service of a Linux desktop (GNOME Keyring, KWallet, KeePassXC), by libsecret. A locked keyring is never unlocked from here:
/// that would open a dialog.
/// </summary>
internal sealed unsafe class SecretService(HostEnvironment host) : IKeychain
{
    private const string DefaultCollection = "default";

    public string Title => "the default keyring";

    public string? Find(string name)
    {
        using LibSecretItems items = Search(name);
        bool isLocked = false;
        for (int i = 0; i < items.Count; i++)
        {
            if (items.SecretOf(i) is { } secret)
                return secret;
            isLocked = true;
        }

        return isLocked ? throw Locked() : null;
    }

    public IReadOnlyList<string> Names()
    {
        using LibSecretItems items = Search(null);
        List<string> names = [];
        for (int i = 0; i < items.Count; i++)
        {
            if (items.NameOf(i) is { } name && !names.Contains(name))
                names.Add(name);
        }

        // A locked keyring shows its names on some systems only.
        return names.Count > 0 || !IsLocked(items.Service) ? names : throw Locked();
    }

    public void Set(string name, string secret)
    {
        using LibSecret.Handle service = Connect();
        if (IsLocked(service.Value))
            throw Locked();
        using LibSecret.Attributes attributes = new(name);
        using LibSecret.Text collection = new(DefaultCollection),
            label = new($"Rimuru: {name}"),
            type = new("text/plain");
        byte[] bytes = Encoding.UTF8.GetBytes(secret);
        nint error = 0;
        fixed (byte* start = bytes)
        {
            nint value = LibSecret.secret_value_new(start, bytes.Length, type.Bytes);
            try
            {
                _ = LibSecret.secret_service_store_sync(
                    service.Value,
                    0,
                    attributes.Value,
                    collection.Bytes,
                    label.Bytes,
                    value,
                    0,
                    &error
                );
            }
            finally
            {
                LibSecret.secret_value_unref(value);
                Array.Clear(bytes);
            }
        }

        LibSecret.Check(error);
    }

    public bool Remove(string name)
    {
        using LibSecretItems items = Search(name);
        if (items.Count == 0)
            return false;
        for (int i = 0; i < items.Count; i++)
        {
            if (items.IsLocked(i))
                throw Locked();
        }

        items.Remove();
        return true;
    }

    private LibSecretItems Search(string? name) => LibSecretItems.Search(Connect(), name);

    /// <summary>Without a session bus, the library would start one that nobody else uses.</summary>
    private LibSecret.Handle Connect()
    {
        string? folder = host.Variable("XDG_RUNTIME_DIR");
        if (host.Variable("DBUS_SESSION_BUS_ADDRESS") is null && !(folder is not null && Path.Exists(Path.Combine(folder, "bus"))))
            throw new SourceUnusableException("there is no D-Bus session");
        nint error = 0,
            service = LibSecret.secret_service_get_sync(0, 0, &error);
        LibSecret.Check(error);
        return new LibSecret.Handle(service);
    }

    private static bool IsLocked(nint service)
    {
        using LibSecret.Text alias = new(DefaultCollection);
        nint error = 0,
            found = LibSecret.secret_collection_for_alias_sync(service, alias.Bytes, 0, 0, &error);
        LibSecret.Check(error);
        if (found == 0)
            throw new SourceUnusableException("there is no default keyring");
        using LibSecret.Handle collection = new(found);
        return LibSecret.secret_collection_get_locked(collection.Value) != 0;
    }

    private static SourceUnusableException Locked() => new("the keyring is locked");
}
