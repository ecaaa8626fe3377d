using System.Text;

namespace Rimuru.Core.Credentials;

/// <summary>The items of a search in the keyrings, with the secrets of those that are not locked.</summary>
internal sealed unsafe class LibSecretItems : IDisposable
{
    private const int All = 2,
        LoadSecrets = 8;

    private readonly LibSecret.Handle service;
    private readonly LibSecret.Attributes attributes;
    private readonly LibSecret.ListNode* first;
    private readonly List<nint> items = [];

    private LibSecretItems(LibSecret.Handle service, LibSecret.Attributes attributes, LibSecret.ListNode* first)
    {
        this.service = service;
        this.attributes = attributes;
        this.first = first;
        for (LibSecret.ListNode* node = first; node is not null; node = node->Next)
            items.Add(node->Data);
    }

    public nint Service => service.Value;

    public int Count => items.Count;

    /// <summary>Searches for all items of Rimuru, or the one with a name. They own the connection.</summary>
    public static LibSecretItems Search(LibSecret.Handle service, string? name)
    {
        LibSecret.Attributes attributes = new(name);
        nint error = 0;
        LibSecret.ListNode* found = LibSecret.secret_service_search_sync(service.Value, 0, attributes.Value, All | LoadSecrets, 0, &error);
        LibSecretItems items = new(service, attributes, found);
        if (error != 0)
            items.Dispose();
        LibSecret.Check(error);
        return items;
    }

    public bool IsLocked(int index) => LibSecret.secret_item_get_locked(items[index]) != 0;

    /// <summary>The secret of an item; null if it is locked.</summary>
    public string? SecretOf(int index)
    {
        nint value = IsLocked(index) ? 0 : LibSecret.secret_item_get_secret(items[index]);
        if (value == 0)
            return null;
        try
        {
            nint length;
            byte* bytes = LibSecret.secret_value_get(value, &length);
            return Encoding.UTF8.GetString(bytes, (int)length);
        }
        finally
        {
            LibSecret.secret_value_unref(value);
        }
    }

    public string? NameOf(int index)
    {
        nint table = LibSecret.secret_item_get_attributes(items[index]);
        if (table == 0)
            return null;
        using LibSecret.Text key = new(LibSecret.Attributes.NameOfName);
        try
        {
            return LibSecret.TextOf((byte*)LibSecret.g_hash_table_lookup(table, key.Bytes));
        }
        finally
        {
            LibSecret.g_hash_table_unref(table);
        }
    }

    /// <summary>Removes the items.</summary>
    public void Remove()
    {
        nint error = 0;
        _ = LibSecret.secret_service_clear_sync(Service, 0, attributes.Value, 0, &error);
        LibSecret.Check(error);
    }

    public void Dispose()
    {
        foreach (nint item in items)
            LibSecret.g_object_unref(item);
        LibSecret.g_list_free(first);
        attributes.Dispose();
        service.Dispose();
    }
}
