# Plugins by the cmdlets, in homes of their own: what is installed belongs to a user.
BeforeAll {
    . "$PSScriptRoot/Support.ps1"

    # A user of PowerShell who has nothing of Rimuru's.
    function New-User([string] $Name) {
        $user = (New-Item -ItemType Directory "$TestDrive/$Name").FullName
        @{ HOME = $user; USERPROFILE = $user; LOCALAPPDATA = "$user/AppData/Local"; APPDATA = "$user/AppData/Roaming" }
    }
    $worker = Start-Worker
}

AfterAll { Stop-Worker $worker }

Describe 'Consent' {
    BeforeAll { $user = New-User consent }

    It 'is missing where the host cannot ask, and the error says what gives it' {
        Invoke-Session $worker "
            try { Install-RimuruPlugin '$Root/samples/plugins/excel-csv' } catch { `$_.FullyQualifiedErrorId; `"`$_`"; `$_.ErrorDetails.RecommendedAction }
            @(Get-RimuruPlugin).Count" $user | Should -Be @(
            'E9004,Rimuru.Commands.InstallRimuruPluginCommand'
            '[E9004] Install the plugin excel-csv 1.0.0 (Exporter, PowerShell) by The Rimuru developers. It uses up to 256 MB of memory, 60 s of processor time and 30 s a call. There is no host to ask on: give -Confirm:$false to agree.'
            'Read in the message what would be done. If you agree to it, run the command again with -Confirm:$false.'
            '0')
    }

    It 'is missing where there is no host, for whatever is asked about' {
        Invoke-Session $worker "
            Set-RimuruCredential a (ConvertTo-SecureString x -AsPlainText -Force)
            `$shell = [powershell]::Create().AddScript(`"Import-Module '$Manifest'; Remove-RimuruCredential a`")
            try { `$shell.Invoke() } catch { }
            `$shell.Streams.Error | ForEach-Object FullyQualifiedErrorId" $user | Should -Be 'E9004,Rimuru.Commands.RemoveRimuruCredentialCommand'
    }

    It 'is given by <_>' -ForEach '-Force', '-Confirm:$false' {
        Invoke-Session $worker "
            Install-RimuruPlugin '$Root/samples/plugins/excel-csv' $_ -PassThru | ForEach-Object { `"`$_ `$(`$_.State)`" }
            Uninstall-RimuruPlugin excel-csv" $user | Should -Be 'excel-csv 1.0.0 Enabled'
    }

    It 'is not asked for by -WhatIf' {
        Invoke-Session $worker "Install-RimuruPlugin '$Root/samples/plugins/excel-csv' -WhatIf 6>`$null; @(Get-RimuruPlugin).Count" $user |
            Select-Object -Last 1 | Should -Be '0'
    }
}

Describe 'A repository of PowerShell' {
    BeforeAll {
        $user = New-User repository
        $feed = (New-Item -ItemType Directory "$TestDrive/feed").FullName
        New-PluginPackage $feed Contoso.RimuruWeekday 1.0.0 weekday-view
        New-PluginPackage $feed Contoso.RimuruWeekday 1.1.0 weekday-view
        # A session of its own: PSResourceGet looks up its folders once.
        $before = "Import-Module '$Manifest'; if (-not (Get-PSResourceRepository Contoso -ErrorAction Ignore)) { Register-PSResourceRepository Contoso -Uri '$feed' }"
    }

    AfterEach { @(Get-ChildItem ([IO.Path]::GetTempPath()) -Filter 'rimuru-package-*') | Should -HaveCount 0 }

    It 'has plugins that are installed by name, asked about, and updated' {
        Invoke-Fresh @"
            $before
            Install-RimuruPlugin -Name Contoso.RimuruWeekday -Version 1.0.0 -WhatIf 6>`$null
            @(Get-RimuruPlugin).Count
            Install-RimuruPlugin -Name Contoso.RimuruWeekday -Repository Contoso -Version 1.0.0 -Force -PassThru | ForEach-Object { "`$_ `$(`$_.Source)" }
            Update-RimuruPlugin weekday-view -Force -PassThru | ForEach-Object { "`$_ `$(`$_.Source)" }
            Uninstall-RimuruPlugin weekday-view
            Find-PSResource Contoso.RimuruWeekday -Repository Contoso | Install-RimuruPlugin -Force -PassThru | ForEach-Object ToString
"@ -Environment $user | Where-Object { $_ -notlike 'What if*' } | Should -Be @(
            '0'
            'weekday-view 1.0.0 psresource:Contoso/Contoso.RimuruWeekday'
            'weekday-view 1.1.0 psresource:Contoso/Contoso.RimuruWeekday'
            'weekday-view 1.1.0')
    }

    It 'is completed by its name' {
        Invoke-Fresh @"
            $before
            [Management.Automation.CommandCompletion]::CompleteInput('Install-RimuruPlugin -Name x -Repository con', 44, `$null).CompletionMatches.CompletionText
"@ -Environment $user | Should -Be 'Contoso'
    }

    It 'that does not have it is an error, and nothing is installed: <_>' -ForEach '-Name Nobody.Knows', '-Name Contoso.RimuruWeekday -Version 9.0.0', '-Name Contoso.RimuruWeekday -Repository Nowhere', "-Name 'Contoso.*'" {
        Invoke-Fresh @"
            $before
            try { Install-RimuruPlugin $_ -Force -ErrorAction Stop } catch { `$_.FullyQualifiedErrorId }
"@ -Environment $user | Should -Be 'E10011,Rimuru.Commands.InstallRimuruPluginCommand'
    }
}
