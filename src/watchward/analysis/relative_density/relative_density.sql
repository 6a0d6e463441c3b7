-- name: points
select
    easting,
    northing,
    count(*) as records,
    count(case when weapon = 'knife' then 1 end) as knife,
    count(case when weapon <> 'knife' then 1 end) as knife_others,
    count(case when hour >= $dusk or hour < $dawn then 1 end) as night,
    count(case when hour < $dusk and hour >= $dawn then 1 end) as night_others,
    count(case when injury = 1 then 1 end) as injury,
    count(case when injury = 0 then 1 end) as injury_others
from incident
where dataset = $dataset
    and violence = 1
    and coalesce(policing, 0) = 0
    and month between $first and $last
    and place_precision in ('exact', 'snapped')
    and easting is not null
    and northing is not null
    and (domestic = 0 or (domestic is null and coalesce(location_type, '') not in ('own_home', 'other_home')))
group by
    easting,
    northing
order by
    easting,
    northing
