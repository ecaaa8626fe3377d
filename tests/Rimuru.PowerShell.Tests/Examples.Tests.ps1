# Every example of every page is run as a user would run it, in a session whose home is the sample.
BeforeDiscovery {
    . "$PSScriptRoot/Support.ps1"
    $examples = foreach ($page in Get-ChildItem "$Root/docs/en-US" -Filter '*-*.md') {
        $section = ((Get-Content -Raw $page) -split '(?m)^## Examples\s*$')[1] -split '(?m)^## ' | Select-Object -First 1
        foreach ($match in [regex]::Matches($section, '(?ms)^### (?<title>[^\r\n]+).*?^```powershell\r?\n(?<code>.*?)^```')) {
            @{ Page = $page.BaseName; Title = $match.Groups['title'].Value; Code = $match.Groups['code'].Value.Trim() }
        }
    }
}

BeforeAll {
    . "$PSScriptRoot/Support.ps1"
    $server = Start-ModelServer
    $worker = Start-Worker
}
AfterAll {
    Stop-Worker $worker
    Stop-ModelServer $server
}

Describe '<Page>: <Title>' -ForEach $examples {
    BeforeAll {
        $sample = New-SampleHome "$TestDrive/home"
        $own = @{ HOME = $sample; USERPROFILE = $sample; LOCALAPPDATA = "$sample/AppData/Local"; APPDATA = "$sample/AppData/Roaming"; RIMURU__SYNC__LITELLM__BASE_URL = $server.LiteLlm; RIMURU__SYNC__OPENROUTER__BASE_URL = $server.OpenRouter }
        # A file that an example writes is the sample's.
        $before = "Set-Location '$sample'`n"
        if ($Page -like '*-RimuruSchedule') {
            $own.PATH = "$(New-Scheduler "$TestDrive/schedulers")$([IO.Path]::PathSeparator)$env:PATH"
            $before += "Register-RimuruSchedule -Kind Cron -WarningAction Ignore`n"
        }
        if ($Page -eq 'Install-RimuruPlugin') {
            New-PluginPackage (New-Item -ItemType Directory "$TestDrive/feed").FullName Contoso.RimuruTabs 1.0.0 excel-csv
            $before += "if (-not (Get-PSResourceRepository Contoso -ErrorAction Ignore)) { Register-PSResourceRepository Contoso -Uri '$TestDrive/feed' }`n"
        }
        # The real skillkit, where it is: what says that it is missing would be true.
        if ($Page -like '*-RimuruSkill*' -and $env:RIMURU_TEST_SKILLKIT) { $own.PATH = "$env:RIMURU_TEST_SKILLKIT$([IO.Path]::PathSeparator)$env:PATH" }
    }

    It 'runs and gives something' -Skip:(($IsWindows -and $Page -like '*-RimuruSchedule') -or ($Page -in 'Find-RimuruSkill', 'Get-RimuruSkillRecommendation' -and -not $env:RIMURU_TEST_SKILLKIT)) {
        $lines = Invoke-Session $worker "$before`$result = @(`$( $Code ))`n'{0} objects' -f `$result.Count" -Environment $own
        # There is a schedule nowhere that tests run, and what another form cannot say is said.
        @($lines) -match '^WARNING' -notmatch 'no schedule is registered|^WARNING: \S+ for \w+ loses: ' | Should -BeNullOrEmpty
        if ($Code -match '-WhatIf') { $lines -join "`n" | Should -Match 'What if' }
        else { $lines[-1] | Should -Not -Be '0 objects' }
    }
}
